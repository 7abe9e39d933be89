import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ConnectWiseManageTrigger } from '../../../../nodes/ConnectWiseManage/ConnectWiseManageTrigger.node.ts';
import { RECORD_TYPES } from '../../../../nodes/ConnectWiseManage/triggers/callback/recordTypes.ts';

const MAX_BYTES = 27_000;

const { description, methods, webhookMethods } = new ConnectWiseManageTrigger();
const { properties } = description;

const optionsOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];

/** The parameters that the form shows for these choices. */
const shown = (choices: Readonly<Record<string, string>>): INodeProperties[] =>
	properties.filter((one) =>
		NodeHelpers.displayParameter({ ...choices }, one, { typeVersion: 1 }, description),
	);

const [event] = properties;

describe('the description of the callback trigger', () => {
	it('is small, as every editor loads it', () => {
		expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThan(MAX_BYTES);
	});

	it('lists an event for each record type where the panel of nodes looks for them', () => {
		expect(event).toMatchObject({ displayName: 'Event', name: 'event', type: 'options' });
		const events = event ? optionsOf(event) : [];
		expect(events.map(({ value }) => value)).toEqual(RECORD_TYPES.map(({ type }) => type));
		expect(events.map(({ action }) => action)).toContain('On ticket changes');
		for (const { action } of events) expect(action).toMatch(/^On [a-z -]+ changes$/);
		const names = events.map(({ name }) => name);
		expect(names).toEqual(names.toSorted());
	});

	it.each(RECORD_TYPES)('offers the levels of $type once, everything first', ({ type, levels }) => {
		const watches = shown({ event: type, watch: 'owner' }).filter(({ name }) => name === 'watch');
		expect(watches).toHaveLength(levels.length > 1 ? 1 : 0);
		for (const watch of watches) {
			expect(optionsOf(watch).map(({ value }) => value)).toEqual(levels.map(({ level }) => level));
			expect(watch.default).toBe('owner');
		}
	});

	it.each(
		RECORD_TYPES.flatMap(({ type, levels }) =>
			levels.map(({ level, list }) => ({ type, level, hasList: list !== undefined })),
		),
	)('asks which $level of $type, from a list where there is one', ({ type, level, hasList }) => {
		const found = shown({ event: type, watch: level });
		const names = found.map(({ name }) => name);
		expect(names).toEqual([...new Set(names)]);
		const locators = found.filter(({ name }) => name === 'watchedId');
		expect(locators).toHaveLength(level === 'owner' ? 0 : 1);
		for (const { modes = [], default: value } of locators) {
			const wanted = hasList ? ['list', 'id'] : ['id'];
			expect(modes.map(({ name }) => name)).toEqual(wanted);
			expect(value).toEqual({ mode: wanted[0], value: '' });
		}
	});

	it('asks for none where a type has no levels, whatever was watched of another type', () => {
		const levels = new Set(RECORD_TYPES.flatMap((type) => type.levels.map(({ level }) => level)));
		for (const { type } of RECORD_TYPES.filter((one) => one.levels.length < 2)) {
			for (const watch of levels) {
				const names = shown({ event: type, watch }).map(({ name }) => name);
				expect(names).not.toContain('watchedId');
				expect(names).not.toContain('watch');
			}
		}
	});

	it('never shows two locators at once, even for a level left over from another type', () => {
		const levels = new Set(RECORD_TYPES.flatMap((type) => type.levels.map(({ level }) => level)));
		for (const { type } of RECORD_TYPES) {
			for (const watch of levels) {
				const found = shown({ event: type, watch }).filter(({ name }) => name === 'watchedId');
				expect(found.length, `${type} by ${watch}`).toBeLessThan(2);
			}
		}
	});

	it('asks for Only If as rows and as text, whatever the event', () => {
		for (const { type } of RECORD_TYPES) {
			const names = shown({ event: type, watch: 'owner' }).map(({ name }) => name);
			expect(names).toEqual(expect.arrayContaining(['filters', 'filterCombination', 'onlyIf']));
		}
		const text = JSON.stringify(properties);
		expect(text).not.toContain('operationId');
		const asked = [...text.matchAll(/"loadOptionsMethod":"(\w+)"/g)].map(([, name]) => name);
		expect(new Set(asked)).toEqual(new Set(Object.keys(methods.loadOptions)));
	});

	it('names methods that the node has', () => {
		const text = JSON.stringify(properties);
		const namesIn = (key: string) =>
			new Set([...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name));
		expect(namesIn('searchListMethod')).toEqual(new Set(Object.keys(methods.listSearch)));
		expect(namesIn('loadOptionsMethod')).toEqual(new Set(Object.keys(methods.loadOptions)));
		expect(Object.keys(webhookMethods)).toEqual(description.webhooks?.map(({ name }) => name));
	});

	it('verifies signatures unless told otherwise', () => {
		const options = properties.find(({ name }) => name === 'options');
		const all = (options?.options ?? []) as INodeProperties[];
		expect(all.find(({ name }) => name === 'verifySignature')?.default).toBe(true);
		const names = all.map(({ displayName }) => displayName);
		expect(names).toEqual(names.toSorted());
	});
});
