import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Catalogue from '../../nodes/ConnectWiseManage/catalogue/index.ts';
import type * as Jobs from '../../nodes/ConnectWiseManage/everyday/jobs.ts';
import { previewOf } from './schema.mts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NODE_FOLDER = path.join(ROOT, 'dist/nodes/ConnectWiseManage');

/** n8n writes a node's version with three parts. */
const VERSION_FOLDER = 'v1.0.0';

/**
 * Writes what n8n shows of each everyday job before its first run, beside the built node, where n8n
 * looks for it: `__schema__/v1.0.0/<resource>/<operation>.json`.
 *
 * @param nodeFolder the built node, whose own catalogue and table are read.
 * @throws Error for a job that the catalogue does not know.
 */
export async function writePreviews(nodeFolder = NODE_FOLDER): Promise<void> {
	const load = createRequire(import.meta.url);
	const { loadTemplate } = load(path.join(nodeFolder, 'catalogue/index.js')) as typeof Catalogue;
	const { JOBS } = load(path.join(nodeFolder, 'everyday/jobs.js')) as typeof Jobs;
	for (const job of JOBS) {
		const template = await loadTemplate(job.operationId);
		if (!template) throw new Error(`The catalogue has no ${job.operationId}`);
		const folder = path.join(nodeFolder, '__schema__', VERSION_FOLDER, job.resource);
		await mkdir(folder, { recursive: true });
		const text = `${JSON.stringify(previewOf(job, template))}\n`;
		await writeFile(path.join(folder, `${job.operation}.json`), text);
	}
}
