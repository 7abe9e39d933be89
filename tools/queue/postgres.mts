import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '../hosts/environmentError.mts';
import { freePort } from '../hosts/preflight.mts';
import { runCommand } from '../hosts/runCommand.mts';
import { startService, type Service } from './service.mts';

const DEBIAN_FOLDER = '/usr/lib/postgresql';

export const DATABASE_USER = 'n8n';
export const DATABASE_NAME = 'postgres';

export interface Postgres extends Service {
	/** Rows of one statement, each with its columns as text. */
	query(sql: string): Promise<ReadonlyArray<readonly string[]>>;
}

interface Account {
	readonly uid: number;
	readonly gid: number;
}

async function binFolder(): Promise<string> {
	const versions = await readdir(DEBIAN_FOLDER).catch(() => []);
	const folders = versions
		.toSorted((a, b) => Number(b) - Number(a))
		.map((version) => join(DEBIAN_FOLDER, version, 'bin'));
	const found = folders.find((folder) => existsSync(join(folder, 'postgres')));
	if (found !== undefined) return found;
	throw new EnvironmentError(
		`PostgreSQL is missing from ${DEBIAN_FOLDER}, and queue mode needs it.`,
		'Install it (Debian: apt-get install postgresql) and start again.',
	);
}

/** PostgreSQL refuses to run as root, so root lends it the account of Debian's package. */
async function unprivilegedAccount(): Promise<Account | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const ids = await Promise.all(['-u', '-g'].map((flag) => runCommand('id', [flag, 'postgres'])));
	const [uid, gid] = ids.map(({ stdout }) => Number(stdout.trim() || Number.NaN));
	if (uid && gid) return { uid, gid };
	throw new EnvironmentError(
		'There is no account "postgres", and PostgreSQL does not run as root.',
		'Run the tests as another user, or add that account.',
	);
}

/** @throws EnvironmentError if PostgreSQL is not installed or has no account to run under */
export async function assertPostgres(): Promise<void> {
	await binFolder();
	await unprivilegedAccount();
}

async function run(file: string, args: readonly string[], account?: Account): Promise<string> {
	// setpriv, not runuser: it needs no login session and changes no environment.
	const [program, ...rest] = account
		? [
				'setpriv',
				`--reuid=${account.uid}`,
				`--regid=${account.gid}`,
				'--clear-groups',
				file,
				...args,
			]
		: [file, ...args];
	const result = await runCommand(program, rest, { cwd: '/' });
	if (result.code === 0) return result.stdout;
	throw new EnvironmentError(
		`${file} failed:\n${result.stdout}${result.stderr}`,
		'PostgreSQL of this machine has to work before queue mode can.',
	);
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
	return await run('test', ['-x', folder], account).then(
		() => true,
		() => false,
	);
}

/** A clone below /root cannot be entered by another account; its database goes to /tmp. */
async function dataFolder(folder: string, account: Account | undefined): Promise<string> {
	await mkdir(folder, { recursive: true });
	if (account === undefined) return folder;
	const isOpen = await canEnter(folder, account);
	const usable = isOpen ? folder : await mkdtemp(join(tmpdir(), 'queue-postgres-'));
	await chown(usable, account.uid, account.gid);
	await chmod(usable, 0o700);
	return usable;
}

/**
 * A PostgreSQL of its own on a free port of 127.0.0.1. Its data does not outlive `stop()`.
 *
 * @throws EnvironmentError if PostgreSQL is not installed or does not start
 */
export async function startPostgres(folder: string): Promise<Postgres> {
	const bin = await binFolder();
	const account = await unprivilegedAccount();
	await rm(folder, { recursive: true, force: true });
	const home = await dataFolder(folder, account);
	const data = join(home, 'data');
	const init = ['-D', data, '-U', DATABASE_USER, '--auth=trust', '--encoding=UTF8', '--no-sync'];
	await run(join(bin, 'initdb'), init, account);
	const port = await freePort();
	const address = ['-h', '127.0.0.1', '-p', String(port)];
	const access = [...address, '-U', DATABASE_USER, '-d', DATABASE_NAME];
	const ready = async () => (await runCommand(join(bin, 'pg_isready'), access)).code === 0;
	const service = await startService({
		name: 'PostgreSQL',
		file: join(bin, 'postgres'),
		// No socket file, and no waiting for a disk that holds nothing worth keeping.
		args: ['-D', data, ...address, '-k', '', '-c', 'fsync=off', '-c', 'full_page_writes=off'],
		port,
		logFile: join(home, 'postgres.log'),
		account,
		isReady: ready,
	});
	return {
		port,
		async query(sql) {
			const text = await run(join(bin, 'psql'), [...access, '-AtqX', '-F', '\t', '-c', sql]);
			return text
				.split('\n')
				.filter(Boolean)
				.map((line) => line.split('\t'));
		},
		async stop() {
			await service.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}
