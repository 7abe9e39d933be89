import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
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

/** Changes with every source that goes into the tarball. */
export async function packageFingerprint(): Promise<string> {
	const hash = createHash('sha256');
	const lists = await Promise.all(SOURCES.map((name) => listFiles(join(REPOSITORY_FOLDER, name))));
	for (const file of lists.flat().sort()) hash.update(file).update(await readFile(file));
	return hash.digest('hex');
}

/** Builds the package and packs it into `target`; gives the tarball's path. */
export async function buildTarball(target: string): Promise<string> {
	const build = await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY_FOLDER });
	if (build.code !== 0) {
		throw new EnvironmentError(
			`The package does not build:\n${build.stdout}${build.stderr}`,
			'Mend what the compiler names (npm run build shows it again), then start again.',
		);
	}
	return await packPackage(REPOSITORY_FOLDER, target);
}
