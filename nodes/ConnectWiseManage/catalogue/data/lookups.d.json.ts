import type { LookupFile } from '../rows';

declare const content: LookupFile;
export default content;
