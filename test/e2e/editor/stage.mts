import { afterAll, beforeAll } from 'vitest';
import type { RunningN8n } from '../../../tools/hosts/n8nProcess.mts';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { prepareN8n, type N8nOptions } from '../host/n8nWithNode.mts';
import { present, takeSeat, type Seat } from './seat.mts';

/** A seeded ConnectWise, n8n with the node, and its editor. */
interface Stage extends Seat {
	readonly sandbox: Sandbox;
	readonly n8n: RunningN8n;
}

interface StageOptions extends Omit<N8nOptions, 'siteUrl'> {
	/** n8n has none for the ConnectWise at first. */
	readonly isWithoutCredential?: boolean;
}

/**
 * Opens all of it before the tests of the block that calls this, and closes it after them.
 *
 * @returns what is there for the tests, not yet while they are collected
 */
export function setStage({ isWithoutCredential = false, ...options }: StageOptions): Stage {
	let sandbox: Sandbox | undefined;
	let n8n: RunningN8n | undefined;

	beforeAll(async () => {
		sandbox = await startSandbox({});
		const siteUrl = isWithoutCredential ? undefined : sandbox.url;
		const start = await prepareN8n({ ...options, siteUrl });
		({ n8n } = await start());
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	const seat = takeSeat(() => present(n8n).url);
	return {
		get sandbox() {
			return present(sandbox);
		},
		get n8n() {
			return present(n8n);
		},
		get editor() {
			return seat.editor;
		},
		get screenshot() {
			return seat.screenshot;
		},
	};
}
