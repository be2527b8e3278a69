/** What the custom elements manifest of the npm package is made from. */
export default {
  globs: ['widgets/**/*-element.ts', 'widgets/otp/form-control.ts'],
  outdir: 'dist/npm',
  litelement: true,
  // It would write itself into this repository's package.json, which is not the package's.
  packagejson: false,
};
