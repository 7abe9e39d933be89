import {
	bindChildExpression,
	bindCustomFieldExpression,
	bindExpression,
	bindSortKeys,
} from '../conditions/check.mts';
import type { Expression } from '../conditions/ast.mts';
import {
	compileChildExpression,
	compileCustomFieldExpression,
	compileExpression,
	compileOrder,
} from '../conditions/evaluate.mts';
import type { Predicate } from '../conditions/evaluate.mts';
import { splitIdRange } from '../conditions/idRange.mts';
import { RecordModel } from '../conditions/model.mts';
import type { NameRules } from '../conditions/model.mts';
import { parseConditions, parseOrderBy } from '../conditions/parser.mts';
import type { NameCheck } from '../conditions/parser.mts';
import { conditionError } from '../errors.mts';
import { parameter } from '../paging/request.mts';
import type { Selection } from '../records/store.mts';
import type { World } from '../server/world.mts';

/** The texts that choose records, from a query string or from the body of a search. */
export interface ListTexts {
	readonly conditions?: string;
	readonly childConditions?: string;
	readonly customFieldConditions?: string;
	readonly orderBy?: string;
}

export const textsOf = (query: URLSearchParams): ListTexts => ({
	conditions: parameter(query, 'conditions'),
	childConditions: parameter(query, 'childConditions'),
	customFieldConditions: parameter(query, 'customFieldConditions'),
	orderBy: parameter(query, 'orderBy'),
});

const nameRulesOf = ({ switches }: World): NameRules => ({
	isCaseStrict: switches.get('fieldNameCase') === 'strict',
	hasLastUpdated: switches.get('lastUpdatedFilter'),
	hasId: switches.get('idInConditions'),
});

const hasText = (text: string | undefined): text is string =>
	text !== undefined && text.trim() !== '';

function hasIsoTime(expression: Expression): boolean {
	if (expression.type !== 'comparison') return expression.parts.some(hasIsoTime);
	return expression.values.some((value) => value.kind === 'date' && value.text.includes('T'));
}

interface BoundFilter {
	readonly key: string;
	readonly test: Predicate;
}

function bindFilters(world: World, model: RecordModel, texts: ListTexts) {
	const escape = world.switches.get('quoteEscape');
	const rules = nameRulesOf(world);
	const parse = (text: string, check?: NameCheck) => {
		const expression = parseConditions(text, escape, check);
		if (!world.switches.get('isoDatesInConditions') && hasIsoTime(expression)) {
			throw conditionError('String was not recognized as a valid DateTime.');
		}
		return expression;
	};
	const own = hasText(texts.conditions)
		? bindExpression(
				parse(texts.conditions, (path) => model.resolve(path, rules)),
				model,
				rules,
			)
		: undefined;
	const { range, rest } = splitIdRange(own);
	const filters: BoundFilter[] = [];
	if (rest) filters.push({ key: JSON.stringify(rest), test: compileExpression(rest) });
	if (hasText(texts.childConditions)) {
		const child = bindChildExpression(parse(texts.childConditions), model, rules);
		filters.push({ key: `child ${JSON.stringify(child)}`, test: compileChildExpression(child) });
	}
	if (hasText(texts.customFieldConditions)) {
		const custom = bindCustomFieldExpression(parse(texts.customFieldConditions));
		filters.push({
			key: `custom ${JSON.stringify(custom)}`,
			test: compileCustomFieldExpression(custom),
		});
	}
	return { range, filters };
}

/** Turns the texts of a list request into what a store can select. @throws the 400s of section 4.4 */
export function selectionOf(world: World, schema: string, texts: ListTexts): Selection {
	const model = new RecordModel(world.catalogue, schema);
	const { range, filters } = bindFilters(world, model, texts);
	const filter = filters.length > 0 && {
		key: filters.map(({ key }) => key).join(' & '),
		test: (read: Parameters<Predicate>[0]) => filters.every(({ test }) => test(read)),
	};
	const selection: Selection = { range, ...(filter && { filter }) };
	if (!hasText(texts.orderBy)) return selection;
	const keys = bindSortKeys(parseOrderBy(texts.orderBy), model, {
		...nameRulesOf(world),
		hasId: true,
	});
	const [first] = keys;
	// Ids are unique: keys behind an id decide nothing.
	if (first?.path.join('/') === 'id') return { ...selection, isDescending: first.isDescending };
	return { ...selection, order: { key: JSON.stringify(keys), compare: compileOrder(keys) } };
}
