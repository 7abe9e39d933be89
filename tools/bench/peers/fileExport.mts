import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Di from '@n8n/di';
import type * as N8nCore from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { requireCommonJs } from '../../../test/engine/engine.mts';
import { runNode } from '../../../test/engine/harness.mts';
import type { ExportJob, Run } from '../jobs/jobs.mts';
import { connectWiseCredentials } from './connectWiseNode.mts';
import { rowsOfItems } from './rows.mts';

const { BinaryDataService } = requireCommonJs('n8n-core') as typeof N8nCore;
// The engine's own container, whatever others are installed.
const requireOfCore = createRequire(requireCommonJs.resolve('n8n-core'));
const { Container } = requireOfCore('@n8n/di') as typeof Di;

const store = Container.get(BinaryDataService);

/** n8n's filesystem mode, in a folder that goes with the process. */
async function useFilesystem(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-files-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const { config } = store as unknown as { config: object };
	Object.assign(config, { mode: 'filesystem', localStoragePath: folder });
	await store.init();
}

/** Reads the files back. */
async function* idsOfFiles(items: readonly INodeExecutionData[]): AsyncIterable<number> {
	for (const { binary } of items) {
		if (!binary?.data) throw new Error('An item has no file');
		const text = (await store.getAsBuffer(binary.data)).toString();
		const lines = text.split('\n');
		if (lines.pop() !== '') throw new Error('A file breaks off');
		for (const line of lines) yield Number((JSON.parse(line) as { id: unknown }).id);
	}
}

/** All tickets as items, or into JSON Lines of the usual size, at the usual pace. */
export async function exportByNode({ output, ...target }: ExportJob): Promise<Run> {
	await useFilesystem();
	const read = async (limit?: number) => {
		const result = await runNode({
			parameters: {
				operation: 'query',
				operationId: { __rl: true, mode: 'id', value: 'getServiceTickets' },
				returnAll: limit === undefined,
				...(limit !== undefined && { limit }),
				output,
			},
			credentials: connectWiseCredentials(target),
		});
		if (result.error) throw result.error;
		return result.main;
	};
	await read(1);
	return async () => {
		const items = await read();
		const rows = rowsOfItems(items);
		return output === 'items' ? rows : { ...rows, allIds: () => idsOfFiles(items) };
	};
}
