import type { ChunkFile } from '../storage/rows';

declare const content: ChunkFile;
export default content;
