import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ConnectWiseManagePollingTrigger } from '../../../../nodes/ConnectWiseManage/ConnectWiseManagePollingTrigger.node.ts';

const { description, methods } = new ConnectWiseManagePollingTrigger();
const named = (name: string) =>
	description.properties.find((property) => property.name === name) as INodeProperties;

describe('the description of the polling trigger', () => {
	it('polls, and takes no input', () => {
		expect(description).toMatchObject({ polling: true, group: ['trigger'], inputs: [] });
		expect(description).not.toHaveProperty('webhooks');
	});

	it('offers an action for each kind of change, for the panel of nodes', () => {
		const options = (named('event').options ?? []) as INodePropertyOptions[];
		expect(options.map(({ value }) => value)).toEqual(['created', 'both', 'updated']);
		expect(options.every(({ action }) => action?.startsWith('On '))).toBe(true);
	});

	it('has the methods that its parameters ask for', () => {
		const text = JSON.stringify(description.properties);
		const asked = (key: string) =>
			[...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name);
		const known = {
			searchListMethod: methods.listSearch,
			loadOptionsMethod: methods.loadOptions,
			resourceMapperMethod: methods.resourceMapping,
		};
		for (const [key, found] of Object.entries(known)) {
			const names = asked(key);
			expect(names.length).toBeGreaterThan(0);
			expect(Object.keys(found)).toEqual(expect.arrayContaining(names));
		}
	});

	it('shows the parameters that it shares with the other node', () => {
		expect(named('operation')).toMatchObject({ type: 'hidden', default: 'query' });
	});
});
