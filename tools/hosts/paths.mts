import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** State of this clone's demo and tests; ignored by git. */
export const DEV_FOLDER = join(REPOSITORY_FOLDER, '.dev');

const CACHE_NAME = 'n8n-nodes-connectwise-manage';

/** What outlives a clone: the Node toolchain and the n8n installations. */
function cacheFolder(): string {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), CACHE_NAME);
}

export function hostFolder(version: string): string {
	return join(cacheFolder(), 'hosts', `n8n-${version}`);
}
