// The part of D3 that the pictures of /insight use; scripts/vendor-web makes static/vendor/d3.js of it.
export { scaleBand, scaleLinear, scaleLog } from "d3-scale";
export { line, stack } from "d3-shape";
export { sankey, sankeyJustify, sankeyLinkHorizontal } from "d3-sankey";
