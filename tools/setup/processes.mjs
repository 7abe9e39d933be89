import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupProblem } from './problem.mjs';

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SHELL_OPERATOR = /[;&|<>]/;
const isWindows = process.platform === 'win32';

/** Passes signals on to the child, or to its whole process group if it leads one. */
function forwardSignals(child, isGroup) {
	const forward = (signal) => {
		if (!isGroup) child.kill(signal);
		else if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
	};
	for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
	return () => {
		for (const signal of FORWARDED_SIGNALS) process.off(signal, forward);
	};
}

function waitFor(child, isGroup) {
	return new Promise((resolve, reject) => {
		const stopForwarding = forwardSignals(child, isGroup);
		child.once('error', (error) => {
			stopForwarding();
			reject(error);
		});
		child.once('close', (code, signal) => {
			stopForwarding();
			resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
		});
	});
}

/**
 * How npm is run: by the Node that is first on PATH, with the npm that started us if there is one.
 *
 * @param {readonly string[]} args
 * @returns {[string, string[]]}
 */
function npmCommand(args) {
	const npm = process.env.npm_execpath;
	return npm?.endsWith('npm-cli.js') ? ['node', [npm, ...args]] : ['npm', [...args]];
}

/**
 * Runs npm to its end, passing signals on; never throws for its exit code.
 *
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, cwd: string }} options
 * @returns {Promise<{ code: number, output: string }>} `output` is what it wrote to standard error
 */
export async function runNpm(args, { env, cwd }) {
	const [file, fileArgs] = npmCommand(args);
	const stdio = ['inherit', 'inherit', 'pipe'];
	const child = spawn(file, fileArgs, { cwd, env, stdio, shell: isWindows });
	let output = '';
	child.stderr.on('data', (chunk) => {
		output += chunk;
		process.stderr.write(chunk);
	});
	const code = await waitFor(child, false).catch((error) => {
		if (error.code !== 'ENOENT') throw error;
		throw new SetupProblem(
			'npm was not found. Install Node.js with npm (https://nodejs.org), then try again.',
		);
	});
	return { code, output };
}

/**
 * Runs a command line as npm runs a script, but in a process group of its own: npm dies of a
 * signal before its child, which then goes on alone.
 *
 * @param {string} command
 * @param {readonly string[]} args added at its end
 * @param {{ env: NodeJS.ProcessEnv, cwd: string }} options
 * @returns {Promise<number>} exit code
 */
export async function runCommandLine(command, args, { env, cwd }) {
	if (isWindows) {
		return await waitFor(spawn(command, args, { cwd, env, stdio: 'inherit', shell: true }), false);
	}
	// With exec the shell does not stand between a signal and the program that cleans up after it.
	const line = SHELL_OPERATOR.test(command) ? `${command} "$@"` : `exec ${command} "$@"`;
	const options = { cwd, env, stdio: 'inherit', detached: true };
	return await waitFor(spawn('/bin/sh', ['-c', line, 'sh', ...args], options), true);
}
