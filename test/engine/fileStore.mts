import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Di from '@n8n/di';
import type * as N8nCore from 'n8n-core';
import { afterAll } from 'vitest';
import { requireCommonJs } from './engine.mts';

const { BinaryDataService } = requireCommonJs('n8n-core') as typeof N8nCore;
// The engine's own container, whatever others are installed.
const requireOfCore = createRequire(requireCommonJs.resolve('n8n-core'));
const { Container } = requireOfCore('@n8n/di') as typeof Di;

/** Lets the engine keep binary data on disk for the tests of a file, as n8n 2 does; gives its store. */
export async function withFileStore() {
	const store = Container.get(BinaryDataService);
	const folder = await mkdtemp(join(tmpdir(), 'binary-data-'));
	const { config } = store as unknown as { config: { mode: string; localStoragePath: string } };
	Object.assign(config, { mode: 'filesystem', localStoragePath: folder });
	await store.init();
	afterAll(() => rm(folder, { recursive: true }));
	return store;
}
