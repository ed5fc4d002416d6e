"""Lists of firms with Chinese and English names: xlsx."""
