import { describe, expect, it } from 'vitest';
import { loadTemplate } from '../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { findJob, JOBS } from '../../../nodes/ConnectWiseManage/everyday/jobs.ts';
import { previewOf, type Preview } from '../../../tools/previews/schema.mts';

async function propertiesOf(resource: string, operation: string) {
	const job = findJob(resource, operation) ?? expect.fail(`no ${resource} ${operation}`);
	const template = (await loadTemplate(job.operationId)) ?? expect.fail(job.operationId);
	const preview = previewOf(job, template);
	return preview.type === 'object' ? preview.properties : {};
}

const depthOf = (preview: Preview): number => {
	if (preview.type === 'array') return depthOf(preview.items);
	if (preview.type !== 'object') return 0;
	return 1 + Math.max(0, ...Object.values(preview.properties).map(depthOf));
};

describe('previews of what a job gives', () => {
	it('hold the fields of a record with their types, and those of what it refers to', async () => {
		expect(await propertiesOf('ticket', 'get')).toMatchObject({
			id: { type: 'integer' },
			summary: { type: 'string' },
			closedFlag: { type: 'boolean' },
			requiredDate: { type: 'string' },
			board: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
		});
	});

	it('hold neither bookkeeping of the server nor what is only written', async () => {
		const properties = await propertiesOf('ticket', 'create');
		expect(Object.keys(properties)).not.toContain('_info');
		expect(Object.keys(properties)).not.toContain('initialDescription');
		expect(JSON.stringify(properties)).not.toContain('"_info"');
	});

	it.each([
		['ticket', 'count', { count: { type: 'integer' } }],
		['ticket', 'deleteRecord', { deleted: { type: 'boolean' }, id: { type: 'integer' } }],
		[
			'document',
			'download',
			{ id: { type: 'integer' }, fileName: { type: 'string' }, fileSize: { type: 'integer' } },
		],
	])('of %s %s are what the node makes of the answer', async (resource, operation, expected) => {
		expect(await propertiesOf(resource, operation)).toEqual(expected);
	});

	it('of Create or Update tell what was done', async () => {
		expect(await propertiesOf('company', 'upsert')).toMatchObject({
			identifier: { type: 'string' },
			outcome: { type: 'string' },
			changed: { type: 'array', items: { type: 'string' } },
		});
	});

	it('are there for every job, with something in them, and not deep', async () => {
		for (const { resource, operation } of JOBS) {
			const properties = await propertiesOf(resource, operation);
			expect(Object.keys(properties), `${resource} ${operation}`).not.toEqual([]);
			expect(depthOf({ type: 'object', properties })).toBeLessThanOrEqual(3);
		}
	});
});
