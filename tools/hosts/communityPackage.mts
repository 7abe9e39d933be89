import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeEnvironment } from './installHost.mts';
import { runCommand } from './runCommand.mts';

async function run(file: string, args: readonly string[], cwd: string): Promise<string> {
	const result = await runCommand(file, args, { cwd, env: nodeEnvironment() });
	if (result.code !== 0) {
		throw new Error(`${file} ${args.join(' ')} in ${cwd}:\n${result.stdout}${result.stderr}`);
	}
	return result.stdout;
}

/** Packs the folder, or a published package by name, into `target`; gives the tarball's path. */
export async function packPackage(source: string, target: string): Promise<string> {
	await mkdir(target, { recursive: true });
	const args = ['pack', source, '--json', '--ignore-scripts', '--pack-destination', target];
	const [packed] = JSON.parse(await run('npm', args, target)) as Array<{ filename: string }>;
	if (packed === undefined) throw new Error(`npm pack ${source} gave nothing`);
	return join(target, packed.filename);
}

async function readManifest(file: string): Promise<Record<string, unknown>> {
	return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
}

async function recordInstalled(nodesFolder: string, name: string, version: string): Promise<void> {
	const file = join(nodesFolder, 'package.json');
	const manifest = await readManifest(file).catch(
		(): Record<string, unknown> => ({
			name: 'installed-nodes',
			private: true,
		}),
	);
	const dependencies = {
		...(manifest.dependencies as Record<string, string> | undefined),
		[name]: version,
	};
	await writeFile(file, JSON.stringify({ ...manifest, dependencies }, null, 2));
}

/**
 * Installs a tarball the way n8n's community-nodes installer does: unpacked below `.n8n/nodes`,
 * everything but run-time dependencies dropped from its manifest, then npm with the same flags.
 */
export async function installCommunityPackage(
	userFolder: string,
	tarball: string,
): Promise<string> {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	await mkdir(nodesFolder, { recursive: true });
	const listing = ['-xzOf', tarball, 'package/package.json'];
	const packed = JSON.parse(await run('tar', listing, nodesFolder)) as Record<string, string>;
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = packed;
	const { name, version } = manifest;
	if (!name || !version) throw new Error(`${tarball} has no package name`);
	const target = join(nodesFolder, 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], nodesFolder);
	await writeFile(join(target, 'package.json'), JSON.stringify(manifest, null, 2));
	await run(
		'npm',
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		target,
	);
	await recordInstalled(nodesFolder, name, version);
	return name;
}
