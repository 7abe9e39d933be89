import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	catalogueInfo,
	listModules,
	loadModule,
} from '../../nodes/ConnectWiseManage/catalogue/index.ts';
import type {
	OperationKind,
	OperationTemplate,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import { runBatch } from './batch.mts';
import { hasDocument, mendDocument, MISSING_DOCUMENT } from './document.mts';
import type { MendedDocument } from './document.mts';
import { startPrism } from './prism.mts';
import type { Prism } from './prism.mts';
import { startRecorder } from './recorder.mts';
import type { Recorder } from './recorder.mts';
import { sampleOperation } from './samples.mts';

const KINDS: readonly OperationKind[] = ['query', 'mutate', 'delete'];

const modules = new Map<string, readonly OperationTemplate[]>();
for (const module of listModules()) modules.set(module, await loadModule(module));
const templates = [...modules.values()].flat();

const batches = [...modules].flatMap(([module, ofModule]) =>
	KINDS.map((kind) => ({ module, kind, samples: ofModule.filter((each) => each.kind === kind) }))
		.filter(({ samples }) => samples.length > 0)
		.map((batch) => ({ ...batch, samples: batch.samples.map(sampleOperation) })),
);

const idListRoutes = new Set(
	batches
		.flatMap(({ samples }) => samples)
		.filter(({ template }) => template.hasIntegerId)
		.map(({ template, path }) => `${template.method} ${path}`),
);

const sampledRoutes = batches.flatMap(({ samples }) =>
	samples.map(({ template, path }) => `${template.method} ${path}`),
);

it('has a sample of every operation, each with a route of its own and no gap in it', () => {
	expect(templates).toHaveLength(catalogueInfo.operationCount);
	expect(new Set(sampledRoutes).size).toBe(catalogueInfo.operationCount);
	expect(sampledRoutes.filter((route) => /undefined|[{}]/.test(route))).toEqual([]);
});

if (!hasDocument()) {
	it('has no document to run the operations against', () => {
		console.log(MISSING_DOCUMENT);
		expect(batches.length).toBeGreaterThan(0);
	});
} else {
	describe('every operation against the API document', () => {
		const startedAt = Date.now();
		const ran = new Set<string>();
		let document: MendedDocument;
		let prism: Prism;
		let recorder: Recorder;

		beforeAll(async () => {
			document = await mendDocument();
			console.log(`Mended in a copy of the document: ${document.mended.join('; ')}`);
			prism = await startPrism(document.file);
			recorder = await startRecorder(prism.url, idListRoutes);
		});
		afterAll(async () => {
			await recorder?.close();
			await prism?.close();
		});

		it.each(batches)('$module: no $kind is refused and no answer is lost', async (batch) => {
			const faults = await runBatch(batch.samples, recorder);
			for (const { template } of batch.samples) ran.add(`${template.method} ${template.path}`);
			const seconds = Math.round((Date.now() - startedAt) / 1000);
			console.log(
				`${batch.module} ${batch.kind}: ${batch.samples.length} operations, ${faults.length} faults; ` +
					`${ran.size} of ${templates.length} after ${seconds} s`,
			);
			expect(faults).toEqual([]);
		});

		it('has run all operations of the document', () => {
			expect([...ran].sort()).toEqual([...document.routes].sort());
		});
	});
}
