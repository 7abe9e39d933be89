import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { EnvironmentError } from '../hosts/environmentError.mts';
import { freePort } from '../hosts/preflight.mts';
import { runCommand } from '../hosts/runCommand.mts';
import { startService, type Service } from './service.mts';

async function answersPing(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		socket.write('PING\r\n');
		const [answer] = (await once(socket, 'data')) as [Buffer];
		return answer.toString().startsWith('+PONG');
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

/** @throws EnvironmentError if Redis is not installed */
export async function assertRedis(): Promise<void> {
	const found = await runCommand('redis-server', ['--version']).catch(() => undefined);
	if (found?.code === 0) return;
	throw new EnvironmentError(
		'redis-server is missing, and queue mode needs it.',
		'Install it (Debian: apt-get install redis-server) and start again.',
	);
}

/**
 * A Redis of its own on a free port of 127.0.0.1, which keeps nothing on disk.
 *
 * @throws EnvironmentError if Redis is not installed or does not start
 */
export async function startRedis(folder: string): Promise<Service> {
	await assertRedis();
	await mkdir(folder, { recursive: true });
	const port = await freePort();
	const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
	return await startService({
		name: 'Redis',
		file: 'redis-server',
		args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
		port,
		logFile: join(folder, 'redis.log'),
		isReady: () => answersPing(port),
	});
}
