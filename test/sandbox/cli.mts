import { parseArgs } from 'node:util';
import * as known from './credentials.mts';
import { MissingBuildError } from './catalogue/load.mts';
import { SandboxOptionError } from './options.mts';
import type { SandboxOptions } from './options.mts';
import { startSandbox } from './sandbox.mts';
import { parseSwitch, SwitchError } from './switches.mts';
import type { SwitchSettings } from './switches.mts';

const DEFAULT_PORT = 8780;

const HELP = `A local ConnectWise on loopback.

  npm run sandbox -- [flags]

  --port N              port, 0 for any free one (${DEFAULT_PORT})
  --seed N              seed of records and faults (1)
  --size N              number of service tickets (2000)
  --latency MS          every answer takes at least this long (0)
  --latency-jitter MS   and up to this much longer (0)
  --rate-limit N        requests a minute before 429
  --parallel-limit N    requests in parallel before 429
  --retry-after S       what Retry-After says
  --switch NAME=VALUE   see README.md; may be repeated
  --journal N           requests that the journal keeps (50000)
  --no-journal-bodies   leave request bodies out of the journal
  --help
`;

function numberFlag(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text))
		throw new SandboxOptionError(`--${name} wants a whole number, not "${text}"`);
	return Number(text);
}

function switchFlags(flags: readonly string[]): SwitchSettings {
	return Object.fromEntries(
		flags.map((flag) => {
			const at = flag.indexOf('=');
			if (at < 1) throw new SandboxOptionError(`--switch wants NAME=VALUE, not "${flag}"`);
			return parseSwitch(flag.slice(0, at), flag.slice(at + 1));
		}),
	);
}

function readFlags(args: readonly string[]): SandboxOptions | 'help' {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({
		args: [...args],
		options: {
			port: text,
			seed: text,
			size: text,
			latency: text,
			'latency-jitter': text,
			'rate-limit': text,
			'parallel-limit': text,
			'retry-after': text,
			journal: text,
			'no-journal-bodies': { type: 'boolean' },
			switch: { type: 'string', multiple: true },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return 'help';
	const number = (
		name:
			| 'port'
			| 'seed'
			| 'size'
			| 'latency'
			| 'latency-jitter'
			| 'rate-limit'
			| 'parallel-limit'
			| 'retry-after'
			| 'journal',
	) => numberFlag(name, values[name]);
	return {
		port: number('port') ?? DEFAULT_PORT,
		seed: number('seed'),
		size: number('size'),
		latencyMs: number('latency'),
		latencyJitterMs: number('latency-jitter'),
		rateLimit: {
			perMinute: number('rate-limit'),
			inParallel: number('parallel-limit'),
			retryAfterSeconds: number('retry-after'),
		},
		journalCapacity: number('journal'),
		journalBodies: !values['no-journal-bodies'],
		switches: switchFlags(values.switch ?? []),
	};
}

const isBadFlag = (error: unknown): error is Error =>
	error instanceof SandboxOptionError ||
	error instanceof SwitchError ||
	(error instanceof TypeError &&
		'code' in error &&
		String(error.code).startsWith('ERR_PARSE_ARGS'));

function fail(message: string, code: number): never {
	process.stderr.write(`${message}\n`);
	process.exit(code);
}

async function main(): Promise<void> {
	const options = readFlags(process.argv.slice(2));
	if (options === 'help') {
		process.stdout.write(HELP);
		return;
	}
	// A test run or benchmark that was killed must not leave it behind.
	process.once('disconnect', () => process.exit(0));
	const sandbox = await startSandbox(options);
	process.stdout.write(
		[
			`Sandbox ready on ${sandbox.url}`,
			`  Site URL    ${sandbox.url}`,
			`  Username    ${known.SANDBOX_USERNAME}`,
			`  Password    ${known.SANDBOX_PRIVATE_KEY}`,
			`  Client ID   ${known.SANDBOX_CLIENT_ID}`,
			`  API root    ${sandbox.apiRoot}`,
			`  Control     ${sandbox.url}/__sandbox`,
			'',
		].join('\n'),
	);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
	}
}

try {
	await main();
} catch (error) {
	if (isBadFlag(error)) fail(`${error.message}\nSee npm run sandbox -- --help`, 2);
	if (error instanceof MissingBuildError) fail(error.message, 1);
	if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
		fail(`${error.message}. Choose another port with --port, or 0 for any free one.`, 1);
	}
	throw error;
}
