/**
 * TypeScript as a browser runs it: as it is written, less its types, with nothing bundled.
 * @param file the source's absolute path, whose tsconfig.json holds
 */
export async function stripTypes(file: string, source: string): Promise<string> {
  // Loaded at the first script that is asked for: most who start a server never open its pages.
  const { transformWithOxc } = await import('vite');
  const { code } = await transformWithOxc(source, file, { target: 'esnext', sourcemap: false });
  return code;
}
