import { createHash } from 'node:crypto';
import { lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY_FOLDER } from './paths.mts';

const OUT_OF_THE_WAY = join(REPOSITORY_FOLDER, 'node_modules', '.cache', 'n8n');

/**
 * Keeps the copy of its editor that n8n makes in each user folder below `node_modules`. n8n's own
 * lint configuration, which may not be changed, looks at every script in the clone, and for these
 * hundreds it would take minutes.
 */
export async function keepCacheElsewhere(userFolder: string): Promise<void> {
	const target = join(OUT_OF_THE_WAY, createHash('sha256').update(userFolder).digest('hex'));
	await mkdir(target, { recursive: true });
	await mkdir(userFolder, { recursive: true });
	const link = join(userFolder, '.cache');
	const found = await lstat(link).catch(() => undefined);
	if (found?.isSymbolicLink()) return;
	await rm(link, { recursive: true, force: true });
	await symlink(target, link);
}
