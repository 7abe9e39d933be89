import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { providePackage } from '../../../tools/demo/package.mts';
import { EnvironmentError } from '../../../tools/hosts/environmentError.mts';
import { installHost, type HostInstallation } from '../../../tools/hosts/installHost.mts';
import { DEV_FOLDER } from '../../../tools/hosts/paths.mts';

export const E2E_FOLDER = join(DEV_FOLDER, 'e2e');
export const CHROMIUM = '/usr/bin/chromium';

export function assertChromium(): void {
	if (existsSync(CHROMIUM)) return;
	throw new EnvironmentError(
		`${CHROMIUM} is missing, and the editor is tested in it.`,
		'Install it (Debian: apt-get install chromium) and run the tests again.',
	);
}

export async function provideHost(version: string): Promise<HostInstallation> {
	return await installHost(version, (line) => console.log(line));
}

/** The packed package, built anew only if its sources have changed. */
export async function provideTarball(): Promise<string> {
	const { tarball } = await providePackage(join(E2E_FOLDER, 'package'), (line) =>
		console.log(line),
	);
	return tarball;
}

/** An empty user folder for one n8n of one suite. */
export async function freshUserFolder(name: string): Promise<string> {
	const folder = join(E2E_FOLDER, 'users', name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	return folder;
}
