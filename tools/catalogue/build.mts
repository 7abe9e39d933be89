import type {
	ChunkFile,
	IndexFile,
	LookupFile,
	SummaryRow,
} from '../../nodes/ConnectWiseManage/catalogue/storage/rows.ts';
import { SpecError, type SourceDocument } from './document.mts';
import { encodeOperation, encodeSchema } from './encode.mts';
import { buildLookups } from './lookups.mts';
import { labelsOf } from './naming.mts';
import type { OpenApiDocument } from './openapi.mts';
import { collectOperation, type CollectedOperation } from './operations.mts';
import { ALIASES, EXTRA_SCHEMAS } from './overrides.mts';
import { shapeOf, type Repair } from './paths.mts';
import {
	compareText,
	createSchemaReader,
	type SchemaCounts,
	type SchemaReader,
} from './schemas.mts';
import { walkOperations } from './walk.mts';

export interface Catalogue {
	readonly index: IndexFile;
	readonly chunks: readonly ChunkFile[];
	readonly lookups: LookupFile;
	readonly report: CatalogueReport;
}

export interface CatalogueReport {
	/** Title, version and form of the document. */
	readonly source: string;
	readonly paths: number;
	readonly read: number;
	readonly written: number;
	readonly renamed: readonly Repair[];
	/** Reason to what was left out for it, with how often. */
	readonly dropped: ReadonlyMap<string, ReadonlyMap<string, number>>;
	readonly schemas: SchemaCounts;
}

/** Makes all files of the catalogue from one document. Throws `SpecError` on a collision. */
export function buildCatalogue({ document, sha256, resolve }: SourceDocument): Catalogue {
	const { operations: walked, repairs } = walkOperations(document);
	const byRoute = new Map(walked.map((entry) => [`${entry.method} ${entry.path}`, entry]));
	const reader = createSchemaReader(resolve, EXTRA_SCHEMAS);
	const operations = walked.map((entry) => collectOperation(entry, { resolve, reader, byRoute }));
	const labels = labelsOf(operations);
	const rows = operations.map((operation, position) =>
		toSummary(operation, labels[position] ?? ''),
	);
	rows.sort(compareByLabel);
	requireUnique(
		'operation id',
		rows.map(([id]) => id),
	);
	requireUnique(
		'route',
		walked.map(({ method, path }) => `${method} ${shapeOf(path)}`),
	);
	requireUnique(
		'label',
		operations.map((operation, position) => `${kindOf(operation)}: ${labels[position]}`),
	);
	const modules = [...new Set(walked.map(({ module }) => module))].sort(compareText);
	const chunks = modules.map((module) => buildChunk(module, operations, reader));
	const lookups = buildLookups(operations, reader);
	return {
		index: {
			apiVersion: document.info.version,
			sha256,
			modules,
			aliases: usableAliases(new Set(rows.map(([id]) => id))),
			operations: rows,
		},
		chunks,
		lookups: { lookups },
		report: {
			source: sourceOf(document),
			paths: Object.keys(document.paths).length,
			read: walked.length,
			written: rows.length,
			renamed: repairs,
			dropped: countDropped(operations),
			schemas: reader.counts(),
		},
	};
}

const LABEL_COLLATOR = new Intl.Collator('en', { numeric: true });

/** As people browse them, part by part: worked out here, it takes the node's first search no time. */
function compareByLabel(left: SummaryRow, right: SummaryRow): number {
	const [leftParts, rightParts] = [left, right].map(([, , , label]) => label.split(' › '));
	for (const [position, part] of (leftParts ?? []).entries()) {
		const order = LABEL_COLLATOR.compare(part, rightParts?.[position] ?? '');
		if (order !== 0) return order;
	}
	const isLonger = (leftParts?.length ?? 0) - (rightParts?.length ?? 0);
	return isLonger || compareText(left[0], right[0]);
}

function sourceOf({ openapi, info }: OpenApiDocument): string {
	return `${info.title ?? 'without a title'}, ${info.version}, OpenAPI ${openapi}`;
}

function toSummary(operation: CollectedOperation, label: string): SummaryRow {
	const { id, method, path } = operation.walked;
	const row = [id, method, path, label] as const;
	return method !== 'GET' && operation.isReadOnly ? [...row, 'q'] : row;
}

function kindOf({ isReadOnly, walked }: CollectedOperation): string {
	if (isReadOnly) return 'Query';
	return walked.method === 'DELETE' ? 'Delete' : 'Mutate';
}

function buildChunk(
	module: string,
	operations: readonly CollectedOperation[],
	reader: SchemaReader,
): ChunkFile {
	const own = operations.filter(({ walked }) => walked.module === module);
	const roots = own.flatMap(({ body, response }) => [body.schema ?? '', response.schema ?? '']);
	const schemas = reader.closureOf(roots.filter(Boolean));
	return {
		module,
		schemas: schemas.map((name) => encodeSchema(name, reader.fieldsOf(name))),
		operations: own.map(encodeOperation).sort(([left], [right]) => compareText(left, right)),
	};
}

function usableAliases(ids: ReadonlySet<string>): Array<readonly [string, string]> {
	return Object.entries(ALIASES)
		.filter(([from, to]) => !ids.has(from) && ids.has(to))
		.sort(([left], [right]) => compareText(left, right));
}

function requireUnique(what: string, values: readonly string[]): void {
	const seen = new Set<string>();
	const repeated = values.filter((value) => seen.has(value) || !seen.add(value));
	if (repeated.length === 0) return;
	const list = [...new Set(repeated)].map((value) => `\n  ${value}`).join('');
	throw new SpecError(`The same ${what} stands for more than one operation:${list}`);
}

function countDropped(operations: readonly CollectedOperation[]): Map<string, Map<string, number>> {
	const reasons = new Map<string, Map<string, number>>();
	for (const { name, reason } of operations.flatMap(({ dropped }) => dropped)) {
		const names = reasons.get(reason) ?? new Map<string, number>();
		reasons.set(reason, names.set(name, (names.get(name) ?? 0) + 1));
	}
	return reasons;
}
