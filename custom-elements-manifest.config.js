import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';
import { publicElements } from './scripts/package/manifest-plugin.js';

const outdir = 'dist/npm';
/** What editors show beside a tag. */
const editors = { outdir, descriptionSrc: 'summary', hideLogs: true };

/** What the custom elements manifest of the npm package is made from, and what editors know of the elements. */
export default {
  // The bases of the elements are read for what they inherit.
  globs: ['widgets/**/*-element.ts', 'widgets/otp/form-control.ts'],
  outdir,
  litelement: true,
  // It would write itself into this repository's package.json, which is not the package's.
  packagejson: false,
  plugins: [
    publicElements(),
    customElementVsCodePlugin({
      ...editors,
      htmlFileName: 'vscode.html-custom-data.json',
      cssFileName: 'vscode.css-custom-data.json',
    }),
    customElementJetBrainsPlugin({ ...editors, webTypesFileName: 'web-types.json', packageJson: false }),
  ],
};
