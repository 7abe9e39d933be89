import type { ChunkFile } from '../rows';

declare const content: ChunkFile;
export default content;
