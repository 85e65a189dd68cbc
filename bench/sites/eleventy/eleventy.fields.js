/** The same site with a table of each document's own front matter. */
import { configure } from './eleventy.config.js';

export default (config) => configure(config, true);
