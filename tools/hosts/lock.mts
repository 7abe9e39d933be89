import { mkdir, open, readFile, rm } from 'node:fs/promises';
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

async function tryLock(file: string): Promise<boolean> {
	try {
		const handle = await open(file, 'wx');
		await handle.writeFile(String(process.pid));
		await handle.close();
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return false;
	}
}

async function removeIfStale(file: string): Promise<void> {
	const holder = Number(await readFile(file, 'utf8').catch(() => ''));
	if (holder > 0 && !isAlive(holder)) await rm(file, { force: true });
}

/** Runs `work` while no other process of this machine holds the same lock file. */
export async function withLock<T>(
	file: string,
	onWait: () => void,
	work: () => Promise<T>,
): Promise<T> {
	await mkdir(dirname(file), { recursive: true });
	let hasWaited = false;
	while (!(await tryLock(file))) {
		if (!hasWaited) onWait();
		hasWaited = true;
		await removeIfStale(file);
		await delay(POLL_MS);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}
