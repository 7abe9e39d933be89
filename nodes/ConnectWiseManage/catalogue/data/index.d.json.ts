import type { IndexFile } from '../storage/rows';

declare const content: IndexFile;
export default content;
