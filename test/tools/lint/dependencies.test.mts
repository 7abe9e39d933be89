import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import config from '../../../tools/lint/dependencies.config.mjs';

const NODE = 'nodes/ConnectWiseManage';
let folder: string;

beforeEach(async () => {
	folder = await realpath(await mkdtemp(join(tmpdir(), 'flow-')));
});
afterEach(() => rm(folder, { recursive: true }));

/** Lays out files, each with the one file that it imports, and gives the names of broken rules. */
async function brokenBy(imports: Readonly<Record<string, string>>): Promise<readonly string[]> {
	const sources = new Map(Object.values(imports).map((file) => [file, 'export const x = 1;']));
	for (const [from, to] of Object.entries(imports)) {
		const path = to.startsWith('node:') ? to : join(folder, to);
		sources.set(from, `import { x } from '${path}';\nexport const y = x;`);
	}
	for (const [file, source] of sources) {
		if (file.startsWith('node:')) continue;
		await mkdir(join(folder, dirname(file)), { recursive: true });
		await writeFile(join(folder, file), source);
	}
	const tops = [...sources.keys()].filter((file) => !file.startsWith('node:'));
	const options = { ...config.options, baseDir: folder, ruleSet: config, validate: true };
	const { output } = await cruise(tops, options);
	const { violations } = (output as ICruiseResult).summary;
	return [...new Set(violations.map(({ rule }) => rule.name))];
}

describe('the one direction of flow', () => {
	it('lets each room import from the rooms below it', async () => {
		const broken = await brokenBy({
			[`${NODE}/ConnectWiseManage.node.ts`]: `${NODE}/methods/a.ts`,
			[`${NODE}/triggers/b.ts`]: `${NODE}/actions/c.ts`,
			[`${NODE}/actions/d.ts`]: `${NODE}/lookups/e.ts`,
			[`${NODE}/request/f.ts`]: `${NODE}/response/g.ts`,
			[`${NODE}/response/h.ts`]: `${NODE}/catalogue/i.ts`,
			[`${NODE}/actions/query/j.ts`]: `${NODE}/actions/run/k.ts`,
			'tools/catalogue/l.mts': `${NODE}/catalogue/types.ts`,
			'test/nodes/m.test.mts': `${NODE}/actions/n.ts`,
		});
		expect(broken).toEqual([]);
	});

	it.each([
		[
			'a room that imports a higher one',
			`${NODE}/response/a.ts`,
			`${NODE}/actions/b.ts`,
			'flow-response',
		],
		[
			'requests that know the form',
			`${NODE}/request/a.ts`,
			`${NODE}/description/b.ts`,
			'flow-request',
		],
		['rooms of one floor', `${NODE}/conditions/a.ts`, `${NODE}/response/b.ts`, 'flow-conditions'],
		['a room that imports the node', `${NODE}/actions/a.ts`, `${NODE}/X.node.ts`, 'flow-actions'],
		[
			'a source that imports a test',
			`${NODE}/actions/a.ts`,
			'test/support/b.mts',
			'shipped-from-shipped-only',
		],
		['a source that reads files', `${NODE}/actions/a.ts`, 'node:fs', 'shipped-from-shipped-only'],
		[
			'a source that imports a tool',
			'credentials/a.ts',
			'tools/b.mts',
			'shipped-from-shipped-only',
		],
		[
			'a tool that runs a source',
			'tools/a.mts',
			`${NODE}/actions/b.ts`,
			'tools-know-templates-only',
		],
		[
			'a sandbox that runs a source',
			'test/sandbox/a.mts',
			`${NODE}/conditions/b.ts`,
			'sandbox-knows-templates-only',
		],
		['a test that imports a test', 'test/a.test.mts', 'test/b.test.mts', 'not-from-a-test'],
	])('forbids %s', async (_, from, to, rule) => {
		expect(await brokenBy({ [from]: to })).toEqual([rule]);
	});

	it('forbids a circle, of types too', async () => {
		const [a, b] = [`${NODE}/response/a.ts`, `${NODE}/response/b.ts`];
		expect(await brokenBy({ [a]: b, [b]: a })).toEqual(['no-circular']);
	});
});
