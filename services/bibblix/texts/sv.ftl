service-bibblix = Bibblix
