import type { HttpMethod } from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import type { OpenApiDocument, Operation, Parameter, PathItem } from './openapi.mts';
import { repairPath, type Repair } from './paths.mts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export interface WalkedOperation {
	readonly id: string;
	readonly method: HttpMethod;
	readonly path: string;
	readonly module: string;
	readonly operation: Operation;
	/** Those of the path item come first, those of the operation replace them by name and place. */
	readonly parameters: readonly Parameter[];
}

export interface Walk {
	readonly operations: readonly WalkedOperation[];
	readonly repairs: readonly Repair[];
}

/** Visits every operation of the document, in its order, with paths and ids mended. */
export function walkOperations(document: OpenApiDocument): Walk {
	const operations: WalkedOperation[] = [];
	const repairs: Repair[] = [];
	for (const [officialPath, item] of Object.entries(document.paths)) {
		const { path, repair } = repairPath(officialPath);
		if (repair) repairs.push(repair);
		for (const method of METHODS) {
			const operation = item[method];
			if (operation) operations.push(visit(path, method, item, operation, repairs));
		}
	}
	return { operations, repairs };
}

function visit(
	path: string,
	method: (typeof METHODS)[number],
	item: PathItem,
	operation: Operation,
	repairs: Repair[],
): WalkedOperation {
	const official = operation.operationId ?? idFromRoute(method, path);
	const id = official.replace(/[^A-Za-z0-9_]/g, '');
	if (id !== operation.operationId) {
		const reason = operation.operationId ? 'characters not fit for an id' : 'no operation id';
		repairs.push({ from: operation.operationId ?? `${method} ${path}`, to: id, reason });
	}
	return {
		id,
		method: method.toUpperCase() as HttpMethod,
		path,
		module: path.split('/')[1] ?? '',
		operation,
		parameters: mergeParameters(item.parameters ?? [], operation.parameters ?? []),
	};
}

/** In the pattern of the document's own ids: `getServiceTicketsByIdCount`. */
function idFromRoute(method: string, path: string): string {
	const words = path.split('/').filter(Boolean);
	const parts = words.map((word) => {
		const name = word.replace(/[{}]/g, '');
		const capitalized = name.charAt(0).toUpperCase() + name.slice(1);
		return word.startsWith('{') ? `By${capitalized}` : capitalized;
	});
	return method + parts.join('');
}

function mergeParameters(shared: readonly Parameter[], own: readonly Parameter[]): Parameter[] {
	const isReplaced = (parameter: Parameter) =>
		own.some((other) => other.name === parameter.name && other.in === parameter.in);
	return [...shared.filter((parameter) => !isReplaced(parameter)), ...own];
}
