import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCommunityPackage, packPackage } from '../../hosts/communityPackage.mts';
import { installHost } from '../../hosts/installHost.mts';
import type { HostInstallation } from '../../hosts/installHost.mts';
import { startN8n } from '../../hosts/n8nProcess.mts';
import { REPOSITORY_FOLDER } from '../../hosts/paths.mts';
import { NEWEST_N8N } from '../../hosts/recipes.mts';
import type { StartFigures } from '../figures/results.mts';
import { median, spread } from '../figures/statistics.mts';
import type { Report } from './reads.mts';

async function peakOf(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? NaN) * 1_024;
}

async function startOnce(installation: HostInstallation, userFolder: string) {
	const started = performance.now();
	const n8n = await startN8n({ installation, userFolder });
	const readyMs = performance.now() - started;
	const peakBytes = await peakOf(n8n.pid);
	await n8n.stop();
	return { readyMs, peakBytes };
}

async function newUserFolder(installation: HostInstallation, tarball?: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-n8n-'));
	if (tarball) await installCommunityPackage(folder, tarball);
	// The first start fills the database and is not counted.
	await startOnce(installation, folder);
	return folder;
}

/** n8n's start with and without the package, in turns. */
export async function measureStarts(rounds: number, report: Report): Promise<StartFigures[]> {
	const installation = await installHost(NEWEST_N8N, report);
	const packs = await mkdtemp(join(tmpdir(), 'bench-pack-'));
	const tarball = await packPackage(REPOSITORY_FOLDER, packs);
	const variants = [
		{ hasPackage: false, folder: await newUserFolder(installation) },
		{ hasPackage: true, folder: await newUserFolder(installation, tarball) },
	];
	const results = variants.map(() => [] as Array<{ readyMs: number; peakBytes: number }>);
	for (let round = 1; round <= rounds; round++) {
		for (const [index, { hasPackage, folder }] of variants.entries()) {
			const result = await startOnce(installation, folder);
			results[index]?.push(result);
			const name = hasPackage ? 'with the package' : 'without the package';
			report(`  n8n ${name}: ${(result.readyMs / 1_000).toFixed(1)} s (${round} of ${rounds})`);
		}
	}
	for (const folder of [packs, ...variants.map(({ folder }) => folder)]) {
		await rm(folder, { recursive: true });
	}
	return variants.map(({ hasPackage }, index) => ({
		hasPackage,
		rounds,
		readyMs: median((results[index] ?? []).map(({ readyMs }) => readyMs)),
		spreadMs: spread((results[index] ?? []).map(({ readyMs }) => readyMs)),
		peakBytes: median((results[index] ?? []).map(({ peakBytes }) => peakBytes)),
	}));
}
