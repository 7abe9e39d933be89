import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { adviseOnNpmFailure, SetupProblem } from './problem.mjs';
import { runNpm } from './processes.mjs';

const REQUIRED_MAJOR = 24;
const OLDEST_STARTING_MAJOR = 18;

const cacheFolder = () =>
	join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-connectwise-manage');

const majorOf = (version) => Number(version.split('.')[0]);

/**
 * The npm package `node` unpacks its binary, with headers beside it, into a package of its own.
 *
 * @param {string} folder
 * @returns {{ bin: string, root: string } | undefined}
 */
function findToolchain(folder) {
	const packages = join(folder, 'node_modules', 'node', 'node_modules');
	if (!existsSync(packages)) return undefined;
	const root = readdirSync(packages)
		.filter((name) => name.startsWith('node-'))
		.map((name) => join(packages, name))
		.find((path) => existsSync(join(path, 'bin', 'node')));
	return root && { bin: join(root, 'bin'), root };
}

async function installToolchain(folder, version) {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
	const args = ['install', `node@${version}`, '--no-audit', '--no-fund', '--ignore-scripts=false'];
	const { code, output } = await runNpm(args, { env: process.env, cwd: folder });
	if (code === 0 && findToolchain(folder)) return;
	const advice =
		code === 0
			? 'npm has none for this machine; install it yourself (https://nodejs.org) and start again.'
			: adviseOnNpmFailure(output);
	throw new SetupProblem(`Node.js ${version} could not be fetched. ${advice}`);
}

async function fetchToolchain(folder, version) {
	console.log(
		`Node.js ${REQUIRED_MAJOR} is needed and this is ${process.versions.node}: fetching ${version} from npm, once, into ${folder}`,
	);
	const fresh = `${folder}.${process.pid}`;
	try {
		await installToolchain(fresh, version);
		// Another clone may have been quicker; what it put there is as good.
		if (findToolchain(folder)) return;
		rmSync(folder, { recursive: true, force: true });
		renameSync(fresh, folder);
	} finally {
		rmSync(fresh, { recursive: true, force: true });
	}
}

function ownToolchain() {
	const bin = dirname(process.execPath);
	const root = dirname(bin);
	return existsSync(join(root, 'include', 'node')) ? { bin, root } : { bin };
}

/**
 * The Node that everything runs under: the present one if it is of the required major version
 * (native packages are built for one), otherwise one in the user's cache, fetched when missing.
 *
 * @param {string} version exact version to fetch
 * @returns {Promise<{ bin: string, root?: string }>} `root` holds the headers
 */
export async function provideToolchain(version) {
	const major = majorOf(process.versions.node);
	if (major === REQUIRED_MAJOR) return ownToolchain();
	if (major < OLDEST_STARTING_MAJOR) {
		throw new SetupProblem(
			`This is Node.js ${process.versions.node}. Install Node.js ${REQUIRED_MAJOR} (https://nodejs.org), or at least ${OLDEST_STARTING_MAJOR}, and start again.`,
		);
	}
	const folder = join(cacheFolder(), 'toolchain');
	if (!findToolchain(folder)) await fetchToolchain(folder, version);
	const found = findToolchain(folder);
	if (!found) throw new SetupProblem(`${folder} holds no Node.js; delete it and start again.`);
	return found;
}
