import type { IndexFile } from '../rows';

declare const content: IndexFile;
export default content;
