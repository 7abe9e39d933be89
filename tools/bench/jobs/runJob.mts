import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job, JobResult } from './jobs.mts';

const WORKER = fileURLToPath(new URL('./worker.mts', import.meta.url));

/** A million tickets take more than Node's own limit. */
const HEAP_LIMIT_MB = 12_288;

/** Runs a job in a process of its own. @throws with what went wrong there, a full heap included */
export function runJob(job: Job): Promise<JobResult> {
	return new Promise((resolve, reject) => {
		const child = fork(WORKER, [], {
			execArgv: ['--expose-gc', `--max-old-space-size=${HEAP_LIMIT_MB}`],
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			env: { ...process.env, NODE_OPTIONS: '' },
		});
		let problems = '';
		let answer: JobResult | undefined;
		child.stderr?.on('data', (chunk: Buffer) => (problems += chunk.toString()));
		child.once('message', (message: JobResult | { problem: string }) => {
			if ('problem' in message) problems = message.problem;
			else answer = message;
		});
		child.once('error', reject);
		child.once('close', () => {
			if (answer) resolve(answer);
			else reject(new Error(firstProblem(problems)));
		});
		child.send(job);
	});
}

function firstProblem(text: string): string {
	if (/heap out of memory|Reached heap limit/i.test(text)) return 'out of memory';
	return text.trim() || 'The process ended without an answer';
}
