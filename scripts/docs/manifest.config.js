import config from '../../custom-elements-manifest.config.js';
import { publicElements } from '../package/manifest-plugin.js';

/** The same manifest as the package's, for the documentation: without the files for editors. */
export default { ...config, outdir: '.cache/docs-manifest', plugins: [publicElements()] };
