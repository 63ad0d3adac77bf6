import { TEMPLATE_IDS } from '../../../../../core/templates/template.js';
import { LOOK_PICTURES } from './look-pictures.js';
import { lookStyle } from './look-style.js';

it('draws each look that there is', () => {
  expect(TEMPLATE_IDS.filter((id) => LOOK_PICTURES[id] === undefined)).toEqual([]);
});

it('brightens for a light above 1, and darkens the other colors of it by what lies over the picture', () => {
  expect(lookStyle({ filter: 'saturate(0.5)', light: [1.25, 1, 0.5] })).toEqual({
    '--look-filter': 'saturate(0.5) brightness(1.25)',
    '--look-light': 'rgb(255 204 102)',
  });
  expect(lookStyle({ light: [1, 0.5, 0.5] })).toEqual({ '--look-light': 'rgb(255 128 128)' });
  expect(lookStyle({ place: 'scale(2)', mark: '+' })).toEqual({ '--look-place': 'scale(2)' });
});
