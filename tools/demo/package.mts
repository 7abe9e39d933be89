import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packPackage } from '../hosts/communityPackage.mts';
import { EnvironmentError } from '../hosts/environmentError.mts';
import { REPOSITORY_FOLDER } from '../hosts/paths.mts';
import { runCommand } from '../hosts/runCommand.mts';

const SOURCES = ['nodes', 'credentials', 'package.json', 'tsconfig.json', 'gulpfile.js'];

async function listFiles(path: string): Promise<readonly string[]> {
	const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
	const files = entries.filter((entry) => entry.isFile());
	return files.length > 0 ? files.map((file) => join(file.parentPath, file.name)) : [path];
}

export interface PackedPackage {
	readonly tarball: string;
	/** Changes with every source that goes into the tarball. */
	readonly fingerprint: string;
}

async function readFingerprint(): Promise<string> {
	const hash = createHash('sha256');
	const lists = await Promise.all(SOURCES.map((name) => listFiles(join(REPOSITORY_FOLDER, name))));
	for (const file of lists.flat().sort()) hash.update(file).update(await readFile(file));
	return hash.digest('hex');
}

async function build(): Promise<void> {
	const result = await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY_FOLDER });
	if (result.code === 0) return;
	throw new EnvironmentError(
		`The package does not build:\n${result.stdout}${result.stderr}`,
		'Mend what the compiler names (npm run build shows it again), then start again.',
	);
}

/**
 * Builds the package and packs it into `folder`, unless that has been done for these sources.
 *
 * @throws EnvironmentError with what the compiler said
 */
export async function providePackage(
	folder: string,
	report: (line: string) => void,
): Promise<PackedPackage> {
	const stampFile = join(folder, 'package-stamp.json');
	const fingerprint = await readFingerprint();
	const stamp = await readFile(stampFile, 'utf8').catch(() => '{}');
	const known = JSON.parse(stamp) as Partial<PackedPackage>;
	const isBuilt = existsSync(join(REPOSITORY_FOLDER, 'dist', 'nodes'));
	if (isBuilt && known.fingerprint === fingerprint && existsSync(known.tarball ?? '')) {
		return { tarball: known.tarball ?? '', fingerprint };
	}
	report('Building and packing the package');
	await build();
	const packed = { tarball: await packPackage(REPOSITORY_FOLDER, folder), fingerprint };
	await writeFile(stampFile, JSON.stringify(packed));
	return packed;
}
