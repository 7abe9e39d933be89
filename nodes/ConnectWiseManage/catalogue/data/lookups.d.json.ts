import type { LookupFile } from '../storage/rows';

declare const content: LookupFile;
export default content;
