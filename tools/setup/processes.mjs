import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupProblem } from './problem.mjs';

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const isWindows = process.platform === 'win32';

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

function forwardSignals(child) {
	const forward = (signal) => {
		// Ctrl-C in a terminal reaches the whole group; a second one would cut the child's clean-up.
		if (signal === 'SIGINT' && process.stdin.isTTY) return;
		child.kill(signal);
	};
	for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
	return () => {
		for (const signal of FORWARDED_SIGNALS) process.off(signal, forward);
	};
}

/**
 * Runs npm to its end, passing signals on; never throws for its exit code.
 *
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, cwd: string, capture?: boolean }} options
 * @returns {Promise<{ code: number, output: string }>} `output` is standard error, if captured
 */
export function runNpm(args, { env, cwd, capture = false }) {
	const [file, fileArgs] = npmCommand(args);
	return new Promise((resolve, reject) => {
		const stdio = ['inherit', 'inherit', capture ? 'pipe' : 'inherit'];
		const child = spawn(file, fileArgs, { cwd, env, stdio, shell: isWindows });
		const stopForwarding = forwardSignals(child);
		let output = '';
		child.stderr?.on('data', (chunk) => {
			output += chunk;
			process.stderr.write(chunk);
		});
		child.once('error', (error) => {
			stopForwarding();
			const isMissing = error.code === 'ENOENT';
			const advice =
				'npm was not found. Install Node.js with npm (https://nodejs.org), then try again.';
			reject(isMissing ? new SetupProblem(advice) : error);
		});
		child.once('close', (code, signal) => {
			stopForwarding();
			resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), output });
		});
	});
}
