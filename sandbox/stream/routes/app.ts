import { appPatchSchema, patchedSettings } from '../access/app-settings.ts';
import type { Serve } from '../call.ts';

export function appRoutes(serve: Serve): void {
  serve('GET', '/app', 'GetApp', (call) => {
    const { appSettings } = call.backend.state;
    const { file_upload_config, image_upload_config, ...forServers } = appSettings;
    return {
      app: {
        name: 'Belfry sandbox',
        file_upload_config,
        image_upload_config,
        ...(call.identity.server && forServers),
      },
    };
  });

  serve('PATCH', '/app', 'UpdateApp', async (call) => {
    call.requireServer();
    const { state } = call.backend;
    state.appSettings = patchedSettings(state.appSettings, await call.body(appPatchSchema));
    return {};
  });
}
