"""The Chinese table of similar goods and services 类似商品和服务区分表 as JSON: classes, groups, items."""
