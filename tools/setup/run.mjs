// Usage: node tools/setup/run.mjs <npm script>... [-- arguments of the last script]
// Runs npm scripts on any clone: gets the right Node and the packages first, if they are missing.
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providePackages } from './packages.mjs';
import { SetupProblem } from './problem.mjs';
import { runCommandLine } from './processes.mjs';
import { provideToolchain } from './toolchain.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function environment(toolchain) {
	const ownBin = join(ROOT, 'node_modules', '.bin');
	const path = [toolchain.bin, ownBin, process.env.PATH].join(delimiter);
	return { ...process.env, PATH: path };
}

// node-gyp must compile for the Node that runs npm, whatever headers the user's npm points at.
function installEnvironment(toolchain) {
	const headers = toolchain.root ? { npm_config_nodedir: toolchain.root } : {};
	return { ...environment(toolchain), ...headers };
}

function parseArguments(args) {
	const dashes = args.indexOf('--');
	if (dashes < 0) return { scripts: args, rest: [] };
	return { scripts: args.slice(0, dashes), rest: args.slice(dashes + 1) };
}

function findScripts(names, known) {
	const unknown = names.filter((name) => !(name in known));
	if (names.length > 0 && unknown.length === 0) return names.map((name) => [name, known[name]]);
	throw new SetupProblem(
		`No npm script ${unknown.join(', ') || 'was named'}. There are: ${Object.keys(known).join(', ')}`,
	);
}

async function runScripts(scripts, rest, env) {
	const isSeries = scripts.length > 1;
	for (const [index, [name, command]] of scripts.entries()) {
		const startedAt = Date.now();
		if (isSeries) console.log(`\n[${index + 1}/${scripts.length}] ${name}`);
		const args = index === scripts.length - 1 ? rest : [];
		const code = await runCommandLine(command, args, { env, cwd: ROOT });
		const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
		if (code !== 0) {
			console.error(`\n${name} ended with exit code ${code} after ${seconds} s`);
			return code;
		}
		if (isSeries) console.log(`${name}: done in ${seconds} s`);
	}
	return 0;
}

try {
	const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
	const { scripts, rest } = parseArguments(process.argv.slice(2));
	const wanted = findScripts(scripts, manifest.scripts);
	const toolchain = await provideToolchain(manifest.devDependencies.node);
	await providePackages(ROOT, installEnvironment(toolchain));
	process.exitCode = await runScripts(wanted, rest, environment(toolchain));
} catch (error) {
	if (!(error instanceof SetupProblem)) throw error;
	console.error(`\n${error.message}`);
	process.exitCode = 1;
}
