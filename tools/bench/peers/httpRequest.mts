import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { PASS_THROUGH_TYPE, runWorkflow } from '../../../test/engine/harness.mts';
import { sandboxHeaders } from '../../../test/sandbox/credentials.mts';
import { hostFolder } from '../../hosts/paths.mts';
import { NEWEST_N8N } from '../../hosts/recipes.mts';
import type { ReadJob, Run, SinglesJob } from '../jobs/jobs.mts';
import { rowsOfItems } from './rows.mts';

const TYPE = 'n8n-nodes-base.httpRequest';
const TYPE_VERSION = 4.2;
const NAME = 'HTTP Request';

interface VersionedNode {
	getNodeType(version: number): INodeType;
}

function loadNode(): INodeType {
	const manifest = join(hostFolder(NEWEST_N8N), 'node_modules', 'n8n-nodes-base', 'package.json');
	const { HttpRequest } = createRequire(manifest)(
		'./dist/nodes/HttpRequest/HttpRequest.node.js',
	) as { HttpRequest: new () => VersionedNode };
	return new HttpRequest().getNodeType(TYPE_VERSION);
}

const pairs = (values: Readonly<Record<string, string>>) => ({
	parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
});

/** The next page by the query of the Link header, as the API's guide recommends. */
const pagination = (url: string) => ({
	pagination: {
		paginationMode: 'responseContainsNextURL',
		nextURL: `={{ '${url}?' + ($response.headers.link.match(/<[^>?]*\\?([^>]+)>; rel="next"/) || [])[1] }}`,
		paginationCompleteWhen: 'other',
		completeExpression: '={{ !/rel="next"/.test($response.headers.link || "") }}',
	},
});

/** n8n's own HTTP Request node with its pagination, in the same engine. */
export function readByHttpRequest(job: ReadJob): Run {
	const httpRequest = loadNode();
	const url = `${job.apiRoot}/service/tickets`;
	const query = {
		pageSize: String(job.pageSize ?? 1_000),
		orderBy: 'id asc',
		...(job.conditions && { conditions: job.conditions }),
		...(job.fields && { fields: job.fields }),
	};
	const parameters = {
		url,
		sendHeaders: true,
		headerParameters: pairs(sandboxHeaders()),
		sendQuery: true,
		queryParameters: pairs(query),
		options: {
			// The vendor's content type is none that the node takes for JSON by itself.
			response: { response: { responseFormat: 'json' } },
			pagination: pagination(url),
		},
	};
	return () => run(httpRequest, parameters);
}

async function run(
	httpRequest: INodeType,
	parameters: INodeParameters,
	items: ReadonlyArray<{ readonly ticket: number }> = [],
) {
	const result = await runWorkflow({
		nodeTypes: { [TYPE]: httpRequest },
		nodes: [
			{ name: 'Start', type: PASS_THROUGH_TYPE },
			{ name: NAME, type: TYPE, typeVersion: TYPE_VERSION, parameters },
		],
		...(items.length > 0 && { items }),
	});
	if (result.error) throw result.error;
	return rowsOfItems(result.outputOf(NAME));
}

/** Keeps within the 1,000 requests a minute that ConnectWise takes. */
const BATCHING = { batching: { batch: { batchSize: 16, batchInterval: 1_000 } } };

/** A ticket for each input item by n8n's own node, which sends all at once unless told to batch them. */
export function readSinglesByHttpRequest({ apiRoot, by, ids }: SinglesJob): Run {
	const httpRequest = loadNode();
	const parameters = {
		url: `=${apiRoot}/service/tickets/{{ $json.ticket }}`,
		sendHeaders: true,
		headerParameters: pairs(sandboxHeaders()),
		options: {
			response: { response: { responseFormat: 'json' } },
			...(by === 'batched' && BATCHING),
		},
	};
	const items = ids.map((ticket) => ({ ticket }));
	return () => run(httpRequest, parameters, items);
}
