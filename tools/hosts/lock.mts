import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 1_000;

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The lock appears with its holder in it: one without would never be given back. */
async function create(file: string): Promise<boolean> {
	const own = `${file}.${randomUUID()}`;
	try {
		await writeFile(own, String(process.pid));
		await link(own, file);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return false;
	} finally {
		await rm(own, { force: true });
	}
}

async function removeIfStale(file: string): Promise<void> {
	const content = await readFile(file, 'utf8').catch(() => undefined);
	if (content === undefined) return;
	const holder = Number(content);
	if (!(holder > 0) || !isAlive(holder)) await rm(file, { force: true });
}

/** Whether this process holds the lock now; a lock whose holder has died does not count. */
export async function tryLock(file: string): Promise<boolean> {
	await mkdir(dirname(file), { recursive: true });
	if (await create(file)) return true;
	await removeIfStale(file);
	return await create(file);
}

export async function unlock(file: string): Promise<void> {
	await rm(file, { force: true });
}

/** Runs `work` while no other process of this machine holds the same lock file. */
export async function withLock<T>(
	file: string,
	onWait: () => void,
	work: () => Promise<T>,
): Promise<T> {
	let hasWaited = false;
	while (!(await tryLock(file))) {
		if (!hasWaited) onWait();
		hasWaited = true;
		await delay(POLL_MS);
	}
	try {
		return await work();
	} finally {
		await unlock(file);
	}
}
