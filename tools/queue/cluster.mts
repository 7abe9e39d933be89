import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installCommunityPackage } from '../hosts/communityPackage.mts';
import type { HostInstallation } from '../hosts/installHost.mts';
import { startN8n, type RunningN8n } from '../hosts/n8nProcess.mts';
import { freePort } from '../hosts/preflight.mts';
import { N8nRestClient, type Owner } from '../hosts/restClient.mts';
import { DATABASE_NAME, DATABASE_USER, startPostgres, type Postgres } from './postgres.mts';
import { startRedis } from './redis.mts';

export const WORKER_CONCURRENCY = 5;

const OWNER: Owner = {
	email: 'owner@example.com',
	password: 'ConnectWise1',
	firstName: 'Queue',
	lastName: 'Owner',
};

/**
 * A dead worker's jobs are noticed after its lock has expired: 25 s at most with these, about 90 s
 * with n8n's own settings (60 s, 10 s, 30 s).
 */
const QUICK_RECOVERY = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

const COMMANDS = {
	main: { command: ['start'], readyText: 'Editor is now accessible' },
	webhook: { command: ['webhook'], readyText: 'Webhook listener waiting for requests' },
	worker: {
		command: ['worker', `--concurrency=${WORKER_CONCURRENCY}`],
		readyText: 'n8n worker is now ready',
	},
} as const;

export interface ClusterOptions {
	readonly installation: HostInstallation;
	/** Our packed package, which every process gets. */
	readonly tarball: string;
	/** Emptied first; user folders, logs and the database. */
	readonly folder: string;
	readonly workerCount: number;
}

export interface QueueCluster {
	readonly main: RunningN8n;
	readonly webhook: RunningN8n;
	/** In the order of their start, stopped and killed ones included. */
	readonly workers: readonly RunningN8n[];
	/** Signed in as the owner. */
	readonly rest: N8nRestClient;
	readonly database: Postgres;
	addWorker(): Promise<RunningN8n>;
	/** Stops every process that was started, also after a failure. */
	stop(): Promise<void>;
}

type Stoppable = Pick<RunningN8n, 'stop'>;

class Starter {
	readonly started: Stoppable[] = [];
	readonly #options: ClusterOptions;
	readonly #env: Readonly<Record<string, string>>;

	constructor(options: ClusterOptions, env: Readonly<Record<string, string>>) {
		this.#options = options;
		this.#env = env;
	}

	async start(kind: keyof typeof COMMANDS, name: string, port?: number): Promise<RunningN8n> {
		const { installation, tarball, folder } = this.#options;
		const userFolder = join(folder, name);
		await installCommunityPackage(userFolder, tarball);
		const health = { QUEUE_HEALTH_CHECK_PORT: String(await freePort()) };
		const env = { ...this.#env, ...health };
		const n8n = await startN8n({ installation, userFolder, port, env, ...COMMANDS[kind] });
		this.started.push(n8n);
		return n8n;
	}

	async stopAll(): Promise<void> {
		// Redis and PostgreSQL, which were first, go last.
		for (const one of this.started.splice(0).reverse()) await one.stop();
	}
}

function queueSettings(redis: number, database: number, webhook: number) {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(database),
		DB_POSTGRESDB_DATABASE: DATABASE_NAME,
		DB_POSTGRESDB_USER: DATABASE_USER,
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis),
		WEBHOOK_URL: `http://127.0.0.1:${webhook}/`,
		...QUICK_RECOVERY,
	};
}

/**
 * n8n in queue mode: Redis, PostgreSQL, a main and a webhook process and workers, each a process of
 * its own on loopback.
 *
 * @throws EnvironmentError if one of them is missing or does not start
 */
export async function startCluster(options: ClusterOptions): Promise<QueueCluster> {
	const { folder, workerCount } = options;
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const services: Stoppable[] = [];
	const workers: RunningN8n[] = [];
	let starter: Starter | undefined;
	const stop = async () => {
		await starter?.stopAll();
		for (const service of services.splice(0)) await service.stop();
	};
	try {
		const redis = await startRedis(join(folder, 'redis'));
		services.push(redis);
		const database = await startPostgres(join(folder, 'postgres'));
		services.push(database);
		const webhookPort = await freePort();
		const running = new Starter(options, queueSettings(redis.port, database.port, webhookPort));
		starter = running;
		const addWorker = async () => {
			const worker = await running.start('worker', `worker-${workers.length + 1}`);
			workers.push(worker);
			return worker;
		};
		// The main process first: it creates the tables that the others read.
		const main = await running.start('main', 'main');
		const rest = new N8nRestClient(main.url);
		await rest.signIn(OWNER);
		const webhook = await running.start('webhook', 'webhook', webhookPort);
		for (let count = 0; count < workerCount; count += 1) await addWorker();
		return { main, webhook, workers, rest, database, addWorker, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
