import { formatDiagnostics, performCompilation, readConfiguration } from '@angular/compiler-cli';
import linker from '@angular/compiler-cli/linker/babel';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** What of Babel's is used. It is the compiler's own. */
interface Babel {
  transformAsync(code: string, options: object): Promise<{ code: string } | null>;
}

/**
 * Compiles an Angular app ahead of time, as a policy without `eval` needs it, into `out/` of its folder; and Angular's
 * packages, which are published half compiled.
 */
export function angular(folder: string): Plugin {
  const compiler = createRequire(import.meta.url).resolve('@angular/compiler-cli');
  const { transformAsync } = createRequire(compiler)('@babel/core') as Babel;
  return {
    name: 'angular',
    buildStart() {
      const { rootNames, options } = readConfiguration(folder);
      const { diagnostics } = performCompilation({ rootNames, options });
      const errors = diagnostics.filter(({ category }) => category === 1);
      if (errors.length > 0) this.error(formatDiagnostics(errors));
    },
    transform: {
      filter: { id: /\/@angular\/.*\.mjs$/, code: /ɵɵngDeclare/ },
      async handler(code, filename) {
        const options = { filename, plugins: [linker], compact: false, configFile: false, babelrc: false };
        const result = await transformAsync(code, options);
        return { code: result?.code ?? code, map: null };
      },
    },
  };
}
