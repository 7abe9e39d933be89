import type { Owner } from '../../../tools/hosts/restClient.mts';

export const OWNER: Owner = {
	email: 'owner@example.com',
	password: 'ConnectWise1',
	firstName: 'Test',
	lastName: 'Owner',
};
