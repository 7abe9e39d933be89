import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface UsedMemory {
	readonly heapBytes: number;
	readonly residentBytes: number;
}

/** What the sandbox really holds: measured after a garbage collection. */
export function usedMemory(): UsedMemory {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	const { heapUsed, rss } = process.memoryUsage();
	return { heapBytes: heapUsed, residentBytes: rss };
}
