import type {
	OperationTemplate,
	ParameterTemplate,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import { isPlain, sampleChange, sampleRecord, sampleValue } from './sampleValues.mts';

type Values = Readonly<Record<string, unknown>>;

/** What the node is given for an operation, and what must then be sent. */
export interface OperationSample {
	readonly template: OperationTemplate;
	readonly path: string;
	readonly options: Values;
	/** Values of `options` that travel in the query. */
	readonly query: Values;
	/** Given as Items; undefined where the operation takes no body. */
	readonly items?: unknown;
	/** JSON that must be sent; undefined for no body and for forms. */
	readonly sentBody?: object;
}

export const FILE_CONTENT = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff, 0x0d, 0x0a]);
export const FILE_NAME = 'sample.png';

// These shape a list and are the paging's own concern; the others belong to single operations.
const LIST_OPTIONS = new Set([
	'conditions',
	'childConditions',
	'customFieldConditions',
	'childconditions',
	'customfieldconditions',
	'orderBy',
	'fields',
]);

const isGiven = (parameter: ParameterTemplate): boolean =>
	parameter.required || (isPlain(parameter) && !LIST_OPTIONS.has(parameter.name));

/** Ids differ by position, so that two of them in the wrong order are noticed. */
const samplePathId = ({ type }: ParameterTemplate, index: number): unknown =>
	type === 'integer' ? 11 + index : `sample${index}`;

function optionsIn(template: OperationTemplate, place: ParameterTemplate['in']): Values {
	const given = template.parameters.filter(
		(parameter) => parameter.in === place && isGiven(parameter),
	);
	return Object.fromEntries(
		given.map((parameter, index) => [
			parameter.name,
			place === 'path' ? samplePathId(parameter, index) : sampleValue(parameter, template.schemas),
		]),
	);
}

function fillPath(path: string, ids: Values): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => String(ids[name]));
}

function sampleBody({
	body,
	schemas,
}: OperationTemplate): Pick<OperationSample, 'items' | 'sentBody'> {
	if (body.kind === 'none') return {};
	if (body.kind === 'multipart') return { items: sampleChange(body.schema, schemas) };
	if (body.kind === 'patch') {
		const items = sampleChange(body.schema, schemas);
		const sentBody = Object.entries(items).map(([path, value]) => ({ op: 'replace', path, value }));
		return { items, sentBody };
	}
	const element = sampleRecord(body.schema, schemas);
	const items = body.kind === 'array' ? [element, element] : element;
	return { items, sentBody: items };
}

/** The least that the operation's template asks for, and the options that only it has. */
export function sampleOperation(template: OperationTemplate): OperationSample {
	const ids = optionsIn(template, 'path');
	const query = optionsIn(template, 'query');
	const filter = optionsIn(template, 'body');
	const body = template.kind === 'query' ? { sentBody: filter } : sampleBody(template);
	return {
		template,
		path: fillPath(template.path, ids),
		options: { ...ids, ...query, ...filter },
		query,
		...(template.method === 'GET' ? {} : body),
	};
}
