import { spawn } from 'node:child_process';

export interface CommandOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly timeoutMs?: number;
	/** Called with each line of standard output and error while the command runs. */
	readonly onLine?: (line: string) => void;
}

export interface CommandResult {
	/** Exit code; null if a signal ended the command (a time-out does). */
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a command to its end and never throws for its exit code. */
export function runCommand(
	file: string,
	args: readonly string[],
	options: CommandOptions = {},
): Promise<CommandResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, {
			cwd: options.cwd,
			env: options.env ?? process.env,
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: options.timeoutMs,
			killSignal: 'SIGKILL',
		});
		const text = { stdout: '', stderr: '' };
		const unended = { stdout: '', stderr: '' };
		const pass = (line: string) => {
			if (line !== '') options.onLine?.(line);
		};
		for (const name of ['stdout', 'stderr'] as const) {
			child[name].setEncoding('utf8').on('data', (chunk: string) => {
				text[name] += chunk;
				// A chunk may end in the middle of a line.
				const lines = (unended[name] + chunk).split('\n');
				unended[name] = lines.pop() ?? '';
				lines.forEach(pass);
			});
		}
		child.once('error', reject);
		child.once('close', (code) => {
			Object.values(unended).forEach(pass);
			resolve({ code, ...text });
		});
	});
}
