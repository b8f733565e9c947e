import { glanceAtOnce } from '../../lib/api/glance';

// The reading begins before the page's own code is loaded: the two take about as long.
const first = glanceAtOnce();
const { show } = await import('./show');
show(await first);
