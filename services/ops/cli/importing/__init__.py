"""`afterthought import`: what users said elsewhere, taken on as turns on the bulk lane."""
