import { findRecord } from '../../../everyday/records';
import type { Choice, Job, Place, Preset } from '../../../everyday/types';
import { titleOfName } from '../../../catalogue/form/labels';
import { isNothing } from '../checks/narrowing';
import { readJob } from './job';
import { ParameterError, show } from '../ParameterError';
import type { ParameterSource } from '../parameterSource';
import { readChoice } from '../plain/choices';
import { toDecimal } from '../plain/numbers';
import { isPlainObject } from '../values/values';

type FormName = 'options' | 'items';

const FORM_TITLES: Readonly<Record<FormName, string>> = { options: 'Options', items: 'Items' };

/** What an everyday job gives by itself: the record that it is about, and what it fixes. */
export type Given = Readonly<Record<FormName, Readonly<Record<string, unknown>>>>;

/** @throws ParameterError for an ID that names no record, and for no choice of a parameter. */
export function readGiven(context: ParameterSource, itemIndex: number): Given {
	const job = readJob(context, itemIndex);
	const given: Record<FormName, Record<string, unknown>> = { options: {}, items: {} };
	if (!job) return given;
	const put = (place: Place, value: unknown) => {
		const dot = place.indexOf('.');
		given[place.slice(0, dot) as FormName][place.slice(dot + 1)] = value;
	};
	if (job.record) put(job.record, readRecordId(context, job, itemIndex));
	const presets = [job.preset ?? {}, job.choice ? readPreset(context, job.choice, itemIndex) : {}];
	for (const preset of presets) {
		for (const [place, value] of Object.entries(preset)) put(place as Place, value);
	}
	return given;
}

/**
 * What a form or JSON gives, with what the job gives. A list of records gets it in each.
 *
 * @throws ParameterError for a field that has another value already.
 */
export function withGiven(entered: unknown, form: FormName, given: Given): unknown {
	const values = given[form];
	if (Object.keys(values).length === 0) return entered;
	if (entered === undefined || entered === null) return { ...values };
	if (Array.isArray(entered)) return entered.map((one: unknown) => withGiven(one, form, given));
	if (!isPlainObject(entered)) return entered;
	const names = new Map(Object.keys(values).map((name) => [name.toLowerCase(), name]));
	const others = Object.entries(entered).filter(([key, own]) => {
		const name = names.get(key.replace(/^\//, '').toLowerCase());
		if (name !== undefined) assertSame(name, own, values[name], form);
		return name === undefined;
	});
	return { ...Object.fromEntries(others), ...values };
}

function assertSame(name: string, own: unknown, value: unknown, form: FormName): void {
	if (isNothing(own) || String(own) === String(value)) return;
	throw new ParameterError(
		`${titleOfName(name)} ("${name}") is ${show(value)} by the operation chosen, but ${FORM_TITLES[form]} has ${show(own)}`,
		`Remove "${name}", or set Resource to Any Operation to choose it yourself`,
	);
}

function readRecordId(context: ParameterSource, job: Job, itemIndex: number): number {
	const given = context.getNodeParameter('recordId', itemIndex, '', { extractValue: true });
	const title = `${findRecord(job.resource)?.name ?? 'Record'} ID`;
	if (given === undefined || given === null || given === '') {
		throw new ParameterError(
			`${title} is empty`,
			'Choose a record from the list, or check the expression: it returned nothing for this item',
		);
	}
	const id = toDecimal(given);
	if (id !== undefined && Number.isSafeInteger(id) && id >= 0) return id;
	throw new ParameterError(
		`${title} must be the number of a record, not ${show(given)}`,
		'Choose the record from the list, or enter its ID, e.g. 250',
	);
}

function readPreset(
	context: ParameterSource,
	{ parameter, label, usual, options }: Choice,
	itemIndex: number,
): Preset {
	const given: unknown = context.getNodeParameter(parameter, itemIndex, usual);
	const values = options.map(({ value }) => value);
	const chosen = readChoice(given, label, values, usual);
	return options.find(({ value }) => value === chosen)?.sets ?? {};
}
